int helper_sides(void);
